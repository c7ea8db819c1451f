"""How the answers to questions about a profile are shown: one module a kind of answer."""
