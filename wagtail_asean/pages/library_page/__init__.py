"""What stands below a page that shows the library: the list, the works, their files."""
