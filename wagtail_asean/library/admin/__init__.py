"""What an editor sees and does, in rooms: editing, listing, choosing, approving, placing.

Side by side here are the kinds in Wagtail's admin (`viewsets`, `terms`) and what all screens share.
"""
