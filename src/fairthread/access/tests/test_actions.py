"""Every action asks the matrix for the verb that it declares."""

import ast
import importlib
import inspect
import pkgutil
import textwrap

import pytest
from django.conf import settings

from fairthread.access import matrix
from fairthread.base.actions import REGISTRY


def every_action():
    for room in settings.ROOMS:
        package = importlib.import_module(f"fairthread.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".actions" in module.name:
                importlib.import_module(module.name)
    return sorted(REGISTRY.items())


def calls(function):
    """(called function or None, its literal texts) of every call in a function."""
    function = inspect.unwrap(function)
    found = []
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call):
            target = None
            if isinstance(node.func, ast.Name):
                target = function.__globals__.get(node.func.id)
            elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                target = getattr(function.__globals__.get(node.func.value.id), node.func.attr, None)
            texts = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
            found.append((target, texts))
    return found


def asks(function, verb, depth=2):
    """Whether the function refuses by the matrix with this verb: itself, or through what it calls.

    A helper that is given the verb, such as `locked(by, "start", …)`, must hand it to the matrix.
    """
    for target, texts in calls(function):
        if target is matrix.need and verb in texts:
            return True
        if not inspect.isfunction(target) or not target.__module__.startswith("fairthread.") or depth == 0:
            continue
        if verb in texts and any(inner is matrix.need for inner, _ in calls(target)):
            return True
        if ".actions" in target.__module__ and asks(target, verb, depth - 1):
            return True
    return False


@pytest.mark.parametrize(("name", "known"), every_action())
def test_the_action_asks_for_its_verb(name, known):
    assert asks(known.function, known.verb), f"{name} does not need {known.verb!r} on {known.record!r}"


@pytest.mark.parametrize(("name", "known"), every_action())
def test_the_table_knows_the_verb_of_the_action(name, known):
    assert known.verb in matrix.verbs(known.record)


def careless(by, record):
    record.save()


def mistaken(by, record):
    matrix.need(by, "view", record)
    record.save()


def test_the_check_notices_an_action_that_does_not_ask():
    assert not asks(careless, "edit")
    assert not asks(mistaken, "edit")
    assert asks(mistaken, "view")
