"""Statistics of a survey: calculated exactly, hidden where they would tell what one organisation said, audited.

What others use:

- ``report.surveys`` maps the name of a survey to its ``Panel`` (`sources/panel`): ``members`` (id → ``Member``), ``answers``
  (member id → ``MemberAnswers``, whose ``values`` map a column to a Decimal, a text or None), ``asked``, ``at_hand`` (False:
  the answers aren't on this machine), ``spec`` (the description), ``published`` (name → ``SurveyCell``).
- ``panel.published`` holds every cell that may be printed, hidden ones with ``value`` None and why: those of the lock
  (`data/surveys.lock.yml`), which `survey` writes and `check` holds to the answers. Tables, indicators, charts and factsheets
  print these, and nothing beside them.
- ``secrecy.protected(panel)`` calculates the same cells from the answers: for `survey`, and for whoever holds the lock to them.
"""
