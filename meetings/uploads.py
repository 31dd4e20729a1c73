"""Uploads are cut off at their limit while they arrive: DATA_UPLOAD_MAX_MEMORY_SIZE does not count files."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

UPLOAD_LIMIT = 20 * 1024 * 1024  # bytes, of one file


class CappedUploadHandler(FileUploadHandler):
    """Drops a file that grows over the limit; its name is then in ``request.META['UPLOAD_TOO_LARGE']``.

    What was typed after it in the form, and the other files, are still read: nobody need type again.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.received = 0

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META["UPLOAD_TOO_LARGE"] = self.file_name
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
