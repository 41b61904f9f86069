"""The forms of the claim journey, one subject each, in the words of the people who fill them."""
