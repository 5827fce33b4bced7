"""A column as a feed: Atom, JSON Feed and iCalendar, each with the filters of the column's page.

routes    which addresses there are
selection what a request asks for, out of the rows of the column
contents  what goes into a feed, of whatever format
atom, json_feed, calendar   the formats; pure
occurrences   what of a page stands in a calendar
views     the answers
"""
