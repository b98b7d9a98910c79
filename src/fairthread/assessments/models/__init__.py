from .answers import Answer, AnswerChange, AnswerNote, FactoryComment, Finding, Resolution, ReviewRemark
from .assessment import Assessment, Assessor

__all__ = [
    "Answer",
    "AnswerChange",
    "AnswerNote",
    "Assessment",
    "Assessor",
    "FactoryComment",
    "Finding",
    "Resolution",
    "ReviewRemark",
]
