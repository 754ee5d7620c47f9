"""Pure: desired x remote -> a plan of frozen changes, and its explanation as text or JSON.

The stages, in order: `remote` and `desired` are what goes in; `planner` says what must be read and decides;
`pipelines` and `code` compare one pipeline and one bundle, with `diff` for definitions; `changes` is what
comes out; `explain` and `saved` show and keep it.
"""
