"""The files of mirrored items: fetched side by side, checked, then placed once per digest.

Fetching happens before and outside any transaction, into a folder of the subscription's own;
what is there after a break is not fetched again. Placing happens in the item's transaction. The
name of a placed file comes from its digest, so that a file left by a transaction that was
rolled back is found and replaced, not left behind.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db.models import Model
from django.db.models.fields.files import FieldFile, ImageFieldFile
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

from wagtail_asean import conf
from wagtail_asean.exceptions import AssetError, FileRefused, HubError, ItemError
from wagtail_asean.inspection import inspect_document, inspect_image
from wagtail_asean.protocol import Asset, Item, ItemKey

from . import mirrors
from .client import HubClient
from .models import MirroredAsset, Subscription


class _StagedFile(File):
    """A file that a storage on the same disk may move instead of copying."""

    def temporary_file_path(self) -> str:
        return str(self.file.name)


def staging_folder(subscription: Subscription) -> Path:
    """Return the folder in which a subscription's files wait for their item."""
    return conf.settings.staging_dir / str(subscription.uid)


class AssetStore:
    """The files that one run needs: fetches, checks and places them."""

    def __init__(self, subscription: Subscription, client: HubClient) -> None:
        self.folder = staging_folder(subscription)
        self._client = client
        self._pool = ThreadPoolExecutor(conf.settings.DOWNLOADS, "asean-download")
        self._known: dict[tuple[str, bool], Any] = {}
        self._placed: dict[tuple[str, bool], Any] = {}
        self._downloads: dict[str, Future[Path]] = {}
        self._announced: dict[str, tuple[ItemKey, Asset]] = {}
        self._collection: Collection | None = None

    def close(self, *, is_done: bool) -> None:
        """End the downloads; once all is done nothing stays in the folder."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        if is_done:
            shutil.rmtree(self.folder, ignore_errors=True)

    def prefetch(self, items: Iterable[Item]) -> None:
        """Start to fetch the files of these items that the site does not have."""
        items = list(items)
        self._downloads.clear()
        self._announced.clear()
        wanted = {asset.sha256 for item in items for asset in item.assets}
        self._look_up(wanted)
        here = {sha256 for sha256, __ in self._known}
        for item in items:
            for asset in item.assets:
                self._announced[asset.sha256] = (item.key, asset)
                if asset.sha256 not in here and asset.sha256 not in self._downloads:
                    self._downloads[asset.sha256] = self._download(item.key, asset)

    def wait_for(self, item: Item) -> None:
        """Wait until an item's files are here; raises `ItemError` where one can't be had."""
        for asset in item.assets:
            download = self._downloads.get(asset.sha256)
            if download is None:
                continue
            try:
                download.result()
            except AssetError as error:
                raise ItemError(str(error), code="asset-wrong") from error
            except HubError as error:
                raise ItemError(str(error), code="asset-missing") from error
            except OSError as error:
                raise ItemError(
                    _("“%(file)s” can't be stored: %(reason)s.")
                    % {"file": asset.file_name, "reason": error.strerror or error},
                    code="asset-missing",
                ) from error

    def place(self, sha256: str, model: type[Model]) -> Any:
        """Return the key of the site's own image or document for a digest, made if needed."""
        place = (sha256, issubclass(model, AbstractImage))
        pk = self._known.get(place) or self._placed.get(place)
        if pk is None:
            pk = self._placed[place] = self._make(sha256, model)
        return pk

    def place_all(self, item: Item) -> None:
        """Place every file of an item that is not here yet, whether something uses it or not."""
        for asset in item.assets:
            placed = self._known.keys() | self._placed.keys()
            if not placed & {(asset.sha256, True), (asset.sha256, False)}:
                self.place(asset.sha256, _file_model(asset))

    def keep(self) -> None:
        """Take what was placed for an item as known: its transaction is through."""
        self._known |= self._placed
        self._placed.clear()

    def forget(self) -> None:
        """Forget what was placed for an item: its transaction was rolled back."""
        self._placed.clear()
        self._collection = None

    def _look_up(self, digests: set[str]) -> None:
        self._known.clear()
        if not digests:
            return
        for row in MirroredAsset.objects.filter(sha256__in=digests):
            is_image = row.image_id is not None
            self._known[row.sha256, is_image] = row.image_id if is_image else row.document_id

    def _download(self, key: ItemKey, asset: Asset) -> Future[Path]:
        return self._pool.submit(self._fetch, get_language(), key, asset)

    def _fetch(self, language: str | None, key: ItemKey, asset: Asset) -> Path:
        # A thread begins in the site's language; what fails is to be said in the run's.
        with override(language):
            return self._client.download(key, asset, self.folder)

    def _make(self, sha256: str, model: type[Model]) -> Any:
        if sha256 not in self._announced:
            raise ItemError(
                _("The item uses a file (%(digest)s…) that it does not announce.")
                % {"digest": sha256[:12]},
                code="asset-missing",
            )
        key, asset = self._announced[sha256]
        # Not there only where it is known in its other use, as an image or as a document.
        staged = self._client.download(key, asset, self.folder)
        if issubclass(model, AbstractImage):
            pk = self._make_image(asset, staged, model)
            MirroredAsset.objects.create(sha256=sha256, image_id=pk)
        else:
            pk = self._make_document(asset, staged, model)
            MirroredAsset.objects.create(sha256=sha256, document_id=pk)
        return pk

    def _make_image(self, asset: Asset, staged: Path, model: type[Any]) -> Any:
        ending = check_image(staged, asset)
        image = model(title=(asset.title or asset.file_name)[:255], collection=self.collection)
        if hasattr(image, "description"):
            image.description = asset.alt[:255]
        if len(asset.focal_point) == 4:
            x, y, width, height = asset.focal_point
            image.focal_point_x, image.focal_point_y = x, y
            image.focal_point_width, image.focal_point_height = width, height
        with staged.open("rb") as file:
            placed = _give_file(image, file, f"asean-{asset.sha256[:32]}{ending}")
            image._set_image_file_metadata()
            conf.settings.prepare_image(image, asset)
            _store(placed)
            mirrors.save_new(image)
        return image.pk

    def _make_document(self, asset: Asset, staged: Path, model: type[Any]) -> Any:
        ending = check_document(staged, asset)
        document = model(title=(asset.title or asset.file_name)[:255], collection=self.collection)
        with staged.open("rb") as file:
            placed = _give_file(document, file, f"asean-{asset.sha256[:32]}{ending}")
            document._set_document_file_metadata()
            _store(placed)
            mirrors.save_new(document)
        return document.pk

    @property
    def collection(self) -> Collection:
        """The collection of mirrored files."""
        if self._collection is None:
            name = conf.settings.COLLECTION_NAME
            self._collection = Collection.objects.filter(name=name, depth=2).first()
        if self._collection is None:
            root = Collection.get_first_root_node()
            self._collection = root.add_child(name=conf.settings.COLLECTION_NAME)
        return self._collection


def _file_model(asset: Asset) -> type[Model]:
    is_image = asset.media_type.startswith("image/")
    return get_image_model() if is_image else get_document_model()


def _give_file(instance: Any, file: Any, name: str) -> FieldFile:
    """Give an instance its file, not stored yet.

    A picture's size is taken from its header: left to itself, the field would decode the whole
    picture when the file is given to it, and again when it is stored.
    """
    field = instance._meta.get_field("file")
    given: Any = field.attr_class(instance, field, name)
    given.file = _StagedFile(file, name=name)
    given._committed = False
    if isinstance(given, ImageFieldFile):
        with PillowImage.open(file.name) as picture:
            given._dimensions_cache = picture.size
    instance.file = given
    return given


def _store(given: Any) -> None:
    """Store an instance's file, in place of one that a rolled-back transaction left."""
    instance, field = given.instance, given.field
    path = field.generate_filename(instance, given.name)
    if field.storage.exists(path) and not type(instance).objects.filter(file=path).exists():
        field.storage.delete(path)
    given.name = field.storage.save(path, given.file, max_length=field.max_length)
    given._committed = True


def check_image(path: Path, asset: Asset) -> str:
    """Look at what an image really is and return the ending of its format.

    Raises `ItemError` for anything that is not a picture of a known format and sane size. That
    nothing was cut off on the way is known from its digest, so it is not decoded.
    """
    with _set_aside(asset), path.open("rb") as file:
        return inspect_image(file, animated=True, cmyk=True, decoded=False).ending


def check_document(path: Path, asset: Asset) -> str:
    """Look at what a document really is and return its ending; raises `ItemError`."""
    with _set_aside(asset), path.open("rb") as file:
        return inspect_document(file, asset.file_name).ending


@contextmanager
def _set_aside(asset: Asset) -> Iterator[None]:
    try:
        yield
    except FileRefused as error:
        raise ItemError(
            _("“%(file)s” can't be taken. %(reason)s") % {"file": asset.file_name, "reason": error},
            code="asset-wrong",
        ) from error
