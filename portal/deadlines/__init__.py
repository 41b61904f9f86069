"""Calendar, dated parameters and the running of statutory periods."""
