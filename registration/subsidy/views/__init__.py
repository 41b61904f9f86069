"""Pages of the subsidy: `public` for everybody, `case` of one application, `rolls` for officers."""
