"""Real history comes in: the export layout `star` of the existing system.

`reading` turns the file into cleaned rows, `staging` keeps them on disk, `matching` finds tools and factories,
`writing` writes whole assessments. Memory does not grow with the file.
"""
