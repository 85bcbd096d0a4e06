"""Open data of towns: the layouts of 推奨データセット (v1) and of 自治体標準オープンデータセット.

The columns of v1 were read in three converters of others and in published files; of the later data set only
the common head of every list was seen, its special columns are taken over from v1 and marked so in the docs.
"""
