"""What the base stores: history, files and issued documents."""

from __future__ import annotations

import uuid

from django.db import models


class HistoryEntry(models.Model):
    """One thing that happened to one record. Append-only: the database refuses changes (see the migration).

    `chain` is the SHA-256 over the previous entry of the same record and this one, so that a gap shows.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    record = models.CharField(max_length=40)
    record_id = models.CharField(max_length=40)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=120, blank=True)
    data = models.JSONField(default=dict)
    chain = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["record", "record_id", "-id"], name="history_record"),
            models.Index(fields=["person_id", "-id"], name="history_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name} {self.record}:{self.record_id}"


class StoredFile(models.Model):
    """A file that came in or was issued; its bytes lie under their hash in DATA_DIR/files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="file_sha256")]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A document that was issued: anyone who holds the file can check that it is this one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    form = models.CharField(max_length=5)
    record = models.CharField(max_length=40)
    record_id = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "language", "form"], name="document_once")]
        indexes = [models.Index(fields=["record", "record_id"], name="document_record")]

    def __str__(self) -> str:
        return f"{self.number} {self.language} {self.form}"


class Counter(models.Model):
    """The last number given in a series, such as reports of one country and year."""

    series = models.CharField(primary_key=True, max_length=60)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
