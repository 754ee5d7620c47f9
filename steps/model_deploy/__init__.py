"""ModelDeployStep: a trained model passes its gates and becomes current; or the last change is undone.

    artifact.py   the training's output, verified whole, and loaded
    gates.py      what a candidate must pass, all of it judged at once
    endpoint.py   a SageMaker endpoint brought to the candidate, or back to what it was
    place.py      where the deployed model lies; its pointer is switched only if nobody else did meanwhile
    job.py        gather, judge, switch; the pointer (common/model/deployed.py) is written last

Nothing is switched unless every gate passes and the endpoint, where there is one, serves the candidate.
"""
