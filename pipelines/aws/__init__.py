"""AWS at the edge: one narrow, typed client a service, and their errors translated once.

Nothing else in the project imports botocore, and nothing here is imported before it is needed. `values`
and `memory` (fakes that are real implementations of the same interfaces) know no AWS at all.
"""
