"""The matter of recognition, for which people look for a window."""

from injury_claims.journey import CODE
from portal.home.matters import Matter, OnLine
from portal.offices.models import Power

RECOGNITION = Matter(
    name="recognition",
    title="工伤认定",
    hint="受了伤或者得了职业病，申请认定工伤",
    power=Power.RECOGNITION,
    on_line=(OnLine(title="网上申请工伤认定", url_name="wizard:start", url_args=(CODE,)),),
    sort=40,
)
