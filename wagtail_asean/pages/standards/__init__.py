"""What a page says of itself to machines: search engines, networks and feed readers.

head      what stands in the head, by open_graph and pictures
json_ld   the page in the words of schema.org; things has those it is about
sitemaps  which pages there are
addresses how all of them write an address
"""
