"""花名册: a table of workers, read as offices write it, checked row by row, and then entered.

Reading order: headers, cells (both pure), workbook, delimited, reader (the program that opens
foreign files in a process of its own), reading, checking, uploads, course, enrolling.
"""
