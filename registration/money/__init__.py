"""What an employer owes: `arrears` is the arithmetic, `months` the rows, `views` the page."""
