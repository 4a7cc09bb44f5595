#!/usr/bin/env python3
"""The plugin that mystmd starts; what it does is in sitegen."""

from sitegen.integrations.mystmd import main

main()
