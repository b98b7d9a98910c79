from .answers import Answer, AnswerChange, AnswerNote, FactoryComment, Finding, Resolution, ReviewRemark
from .assessment import Assessment, Assessor
from .imports import ImportedSource, ImportRun

__all__ = [
    "Answer",
    "AnswerChange",
    "AnswerNote",
    "Assessment",
    "Assessor",
    "FactoryComment",
    "Finding",
    "ImportRun",
    "ImportedSource",
    "Resolution",
    "ReviewRemark",
]
