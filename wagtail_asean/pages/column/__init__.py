"""A column: what it lists, how that is found, and what stands around it.

index     writes a row for each entry; listing reads rows, asked chooses among them
front_page, overview   what the column's own page shows of them
related, countries     what a page of an entry shows of them
insets, whereabouts    what any page of the site shows of them, and how it finds the column
tree      where pages lie, and which are closed
"""
