"""What --json tells of the one run of a study."""
import json

FAILED = ("errors", "wrong", "timeouts", "abandoned")


def numbers(text):
    """{"sent": 5, "answered": 4, "failed": 1}; {} if nothing was measured."""
    runs = json.loads(text)["runs"]
    if not runs:
        return {}
    return {"sent": runs[0]["sent"], "answered": runs[0]["answered"],
            "failed": sum(runs[0][name] for name in FAILED)}
