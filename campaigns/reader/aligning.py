"""Ancestors in the parent plan."""

from campaigns.reader.proposal import ParentDocument, Proposal


def align(proposal: Proposal, parent: ParentDocument) -> Proposal:
    return proposal
