"""A third text out of three: what the unit wrote, with the parent's change put in where it fits. Only ever a proposal
in a form that a person reads and sends."""

from diff_match_patch import diff_match_patch


def proposed(old: str, new: str, mine: str) -> str:
    """`mine` with the change from `old` to `new` put in; `mine` itself when it does not fit exactly."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0.3
    engine.Match_Threshold = 0.0  # the words around the change must be there as they were
    engine.Match_Distance = 1000
    text, fitted = engine.patch_apply(engine.patch_make(old, new), mine)
    return text if fitted and all(fitted) else mine
