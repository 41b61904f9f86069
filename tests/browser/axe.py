"""What a page is examined for: the rules of axe, sideways scrolling, the size of targets."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE, NARROW = 1280, 390, 320
FINGER, POINTER = 44, 24

_RUN = """async (levels) => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: levels},
    rules: {'target-size': {enabled: true}},
    resultTypes: ['violations'],
  });
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary.split('\\n')[1] || ''})`
  ));
}"""

_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return '';
  const wide = [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > room + 0.5
  );
  const last = wide[wide.length - 1];
  return last ? last.outerHTML.slice(0, 120) : document.documentElement.scrollWidth + ' px';
}"""

_SMALL = """(least) => {
  const inText = link => {
    if (getComputedStyle(link).display !== 'inline') return false;
    let around = link.parentElement;
    while (getComputedStyle(around).display === 'inline') around = around.parentElement;
    return around.textContent.trim().length > link.textContent.trim().length;
  };
  const boxes = element => [element, ...(element.labels || [])].map(
    one => one.getBoundingClientRect()
  ).filter(box => box.width > 1 && box.height > 1);
  const hits = (element, x, y) => {
    const there = document.elementFromPoint(x, y);
    const own = [element, ...(element.labels || [])];
    return there !== null && own.some(one => one === there || one.contains(there));
  };
  const small = [];
  const wanted = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  for (const element of document.querySelectorAll(wanted)) {
    if (!element.checkVisibility({visibilityProperty: true}) || element.matches('.skip')) continue;
    if (element.matches('a') && inText(element)) continue;
    const found = boxes(element);
    if (!found.length) continue;
    const top = Math.min(...found.map(box => box.top));
    const left = Math.min(...found.map(box => box.left));
    const height = Math.max(...found.map(box => box.bottom)) - top;
    const width = Math.max(...found.map(box => box.right)) - left;
    if (height + 0.5 >= least && width + 0.5 >= least) continue;
    element.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = boxes(element)[0];
    const x = box.left + box.width / 2, y = box.top + box.height / 2, reach = least / 2 - 1;
    const up = hits(element, x, y - reach) && hits(element, x, y + reach);
    const across = hits(element, x - reach, y) && hits(element, x + reach, y);
    if ((height + 0.5 >= least || up) && (width + 0.5 >= least || across)) continue;
    small.push(`${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`);
  }
  return small;
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.0 to 2.2, levels A and AA, as rule and place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, LEVELS)
    return found


def too_wide(page: Page) -> str:
    """Return the last element that makes the page scroll sideways, or nothing."""
    found: str = page.evaluate(_WIDE)
    return found


def small_targets(page: Page, *, least: int) -> list[str]:
    """Return what a finger or pointer would miss; links inside sentences are left out."""
    found: list[str] = page.evaluate(_SMALL, least)
    return found


def findings(page: Page, *, least: int) -> list[str]:
    """Examine the open page at the three widths, and return everything found."""
    found: list[str] = []
    for width in (DESK, PHONE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        if width != NARROW:
            found += [f"{width} px, {line}" for line in violations(page)]
            found += [f"{width} px, small: {line}" for line in small_targets(page, least=least)]
        if wide := too_wide(page):
            found.append(f"{width} px, scrolls sideways: {wide}")
    page.set_viewport_size({"width": DESK, "height": 900})
    return found
