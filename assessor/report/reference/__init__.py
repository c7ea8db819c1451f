"""What the rule packs know, for people and as JSON objects: benchmarks, requirements, rules, the study's tables."""
