"""Workshops travel: an archive is a zip of a manifest and one entity per line, without secrets.

Left out are who wrote what, ballots of open votings (so the open votings too), tokens, voting
slips and the journal; of that, only how often each laptop changed what (see facilitation.clocks). Reading
trusts nothing: an archive may come by mail from anybody. It takes no more memory than a workshop could need.
"""
