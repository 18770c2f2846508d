"""Originals sealed under their sender's key, so that erasing the person reaches every copy and backup of them.

What is stored, and addressed, is the sealed form; the bytes inside are exactly those received.
"""

from dataclasses import dataclass

from fairclaim.store.blobs.address import Address
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.keys.person_keys import PersonKeys
from fairclaim.store.keys.sealed import Place, seal, unseal


@dataclass(frozen=True, slots=True)
class SealedBlobs:
    """Sealed originals of a tenant's persons, within one unit of work.

    Parameters
    ----------
    blobs : BlobStore
        Where sealed bytes go.
    keys : PersonKeys
        Keys of the tenant's persons.
    tenant : str
        Whose.
    """

    blobs: BlobStore
    keys: PersonKeys
    tenant: str

    def put(self, data: bytes, *, person: str, exhibit: str) -> Address:
        """Seal and store an original. Every call makes another address, since every sealing is different.

        Raises
        ------
        ErasedError, NotThereError
            See :meth:`PersonKeys.open`.
        """
        sealed = seal(self.keys.open(person), data, self._place(person, exhibit))
        return self.blobs.put(sealed, tenant=self.tenant)

    def get(self, address: Address, *, person: str, exhibit: str) -> bytes:
        """Return an original.

        Raises
        ------
        ErasedError
            If its person was erased.
        UnsealError
            If it belongs to another exhibit.
        """
        key = self.keys.open(person)
        return unseal(key, self.blobs.get(address, tenant=self.tenant), self._place(person, exhibit))

    def _place(self, person: str, exhibit: str) -> Place:
        return Place(tenant=self.tenant, table="exhibits", column="blob", row=exhibit, person=person)
