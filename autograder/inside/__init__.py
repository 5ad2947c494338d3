"""What runs in the sandbox. Its modules import each other by plain names and nothing of the rest.

`zygote` is the program; it forks, `namespaces` isolates a fork, `kernel` is IPython's kernel in it,
`wire` is how the kernel and the grader speak.
"""
