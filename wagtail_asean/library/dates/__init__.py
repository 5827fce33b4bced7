"""When something is: the days of occasions and of mourning, as spans of time, and in words."""
