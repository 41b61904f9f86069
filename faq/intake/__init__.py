"""Questions and answers of a printed page, taken over one by one by somebody who reads them."""
