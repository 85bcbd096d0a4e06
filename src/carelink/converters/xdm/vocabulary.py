"""The names of ebRIM and of IHE's document metadata (ITI TF-3 4.2.5), as XDS, XDR and XDM share them."""

from __future__ import annotations

from typing import Final

RIM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
LCM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
CLASSIFICATION: Final = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Classification"
EXTERNAL_IDENTIFIER: Final = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:ExternalIdentifier"
REGISTRY_PACKAGE: Final = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:RegistryPackage"
ASSOCIATION: Final = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association"
APPROVED: Final = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"

HAS_MEMBER: Final = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
TRANSFORMED: Final = "urn:ihe:iti:2007:AssociationType:XFRM"
REPLACES: Final = frozenset(
    ("urn:ihe:iti:2007:AssociationType:RPLC", "urn:ihe:iti:2007:AssociationType:XFRM_RPLC")
)

DOCUMENT: Final = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
"""objectType of a stable DocumentEntry."""
DOCUMENT_CLASS: Final = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
DOCUMENT_TYPE: Final = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
DOCUMENT_FORMAT: Final = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
DOCUMENT_CONFIDENTIALITY: Final = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
DOCUMENT_UNIQUE_ID: Final = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"

SUBMISSION: Final = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
"""classificationNode of a SubmissionSet."""
SUBMISSION_CONTENT: Final = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
SUBMISSION_UNIQUE_ID: Final = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
SUBMISSION_SOURCE_ID: Final = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"

FORMAT_CODES: Final = "1.3.6.1.4.1.19376.1.2.3"
"""OID of IHE's format codes."""
MIME_TYPE_SUFFICIENT: Final = "urn:ihe:iti:xds:2017:mimeTypeSufficient"
CONFIDENTIALITY: Final = "2.16.840.1.113883.5.25"
"""OID of HL7's Confidentiality; ``N`` is what health data normally is."""
LOINC: Final = "2.16.840.1.113883.6.1"
