"""Pages of reports: `public` for who reports, `office` for officers."""
