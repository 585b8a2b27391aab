"""The tasks of a todo.txt as JSON, read by pytodotxt and by topydo."""

import json
import sys

from pytodotxt import TodoTxt
from topydo.lib.TodoFile import TodoFile
from topydo.lib.TodoList import TodoList

with open(sys.argv[1]) as file:
    topydo = TodoList(file.read().splitlines())
tasks = []
for task, other in zip(TodoTxt(sys.argv[1]).parse(), topydo.todos(), strict=True):
    assert task.projects == list(other.projects()), (task, other)
    assert task.contexts == list(other.contexts()), (task, other)
    assert task.is_completed == other.is_completed(), (task, other)
    assert task.creation_date == other.creation_date(), (task, other)
    tasks.append(
        {
            "title": task.description.split(" +mlpath @")[0],
            "title_by_topydo": other.text().split(" +mlpath @")[0],
            "done": task.completion_date and task.completion_date.isoformat(),
            "priority": task.priority,
            "projects": task.projects,
            "contexts": task.contexts,
            "keys": sorted(task.attributes),
            "start": task.attributes.get("t", [None])[0],
            "finish": task.attributes.get("due", [None])[0],
            "id": task.attributes["id"][0],
            "waits_for": sorted(child.tag_value("id") for child in topydo.children(other)),
        }
    )
json.dump(tasks, sys.stdout)
