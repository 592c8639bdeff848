"""The model of the bench "roster" for OR-Tools CP-SAT: reads a problem as JSON, prints the answer as JSON.

One group, teams, desks that people serve by one skill, absences; totals differ by at most 1; the fewest pairs
of a team and a day. The cut on the size of teams is given to it, without which it proves nothing in a minute.
"""

import json
import sys
import time

import ortools
from ortools.sat.python import cp_model


def main():
    problem = json.load(open(sys.argv[1], encoding="utf-8"))
    seconds, workers = float(sys.argv[2]), int(sys.argv[3])
    members, group = problem["members"], problem["groups"][0]
    days, teams = range(len(problem["days"])), range(len(problem["teams"]))
    people = range(len(members))
    model = cp_model.CpModel()
    comes = {(p, d): model.new_bool_var(f"x{p}_{d}") for p in people for d in days}
    on = {(t, d): model.new_bool_var(f"y{t}_{d}") for t in teams for d in days}
    for (p, d), var in comes.items():
        if members[p]["days"][d] != "Free":
            model.add(var == 0)
        model.add_implication(var, on[members[p]["team"], d])
    for d in days:
        total = sum(comes[p, d] for p in people)
        model.add_linear_constraint(total, group["office_min"][d], group["office_max"][d])
        sizes = [sum(member["team"] == t for member in members) for t in teams]
        model.add(sum(sizes[t] * on[t, d] for t in teams) >= group["office_min"][d])
        for k, desk in enumerate(problem["desks"]):
            able = [comes[p, d] for p in people if k in members[p]["desks"]]
            model.add(sum(able) >= max(desk["need"][d]))
    least = model.new_int_var(0, len(days), "least")
    for p in people:
        total = sum(comes[p, d] for d in days)
        model.add(total >= least)
        model.add(total <= least + 1)
    model.minimize(sum(on.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    start = time.monotonic()
    status = solver.status_name(solver.solve(model))
    found = status in ("OPTIMAL", "FEASIBLE")
    answer = {
        "status": status,
        "objective": round(solver.objective_value) if found else None,
        "bound": solver.best_objective_bound,
        "seconds": time.monotonic() - start,
        "version": f"OR-Tools {ortools.__version__}",
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
