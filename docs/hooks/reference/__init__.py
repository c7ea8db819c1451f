"""The reference pages: Markdown made of the schemas, the rules and the commands.

Nothing here knows what builds the site.
"""
