"""Who somebody is and for whom they may act."""
