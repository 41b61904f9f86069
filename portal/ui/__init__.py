"""Components of the pages: the only home of template tags."""
