"""Where a project file lies: on a drive of the network, in a folder that a service synchronises,
beside copies that such a service has made of it.

There other machines may write to the file without this one being asked. What can be done is to say
so: the instance lock is of one machine, and a synchronised file is replaced whole.
"""
