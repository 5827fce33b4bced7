"""The pages in the admin: their form, what is checked before publishing, lists, consents."""
