"""Trains another library on the rows that models-data.ts wrote, and prints one line of JSON.

Arguments: library (xgboost, sklearn), threads, folder, rows, features, training rows, trees, depth, learning rate.
Exit code 3: the library is not there.
"""
import json
import os
import sys
import time

library, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
rows, features, training, trees, depth = (int(value) for value in sys.argv[4:9])
rate = float(sys.argv[9])
os.environ["OMP_NUM_THREADS"] = str(threads)
try:
    import numpy as np

    if library == "xgboost":
        import xgboost
    else:
        import sklearn
        from sklearn.ensemble import HistGradientBoostingClassifier
except ImportError:
    sys.exit(3)

values = np.fromfile(os.path.join(folder, "features.f32"), np.float32).reshape(features, rows).T.copy()
labels = np.fromfile(os.path.join(folder, "labels.u8"), np.uint8)
if library == "xgboost":
    version = xgboost.__version__
    model = xgboost.XGBClassifier(
        n_estimators=trees, max_depth=depth, learning_rate=rate, tree_method="hist", max_bin=255, n_jobs=threads
    )
else:
    version = sklearn.__version__
    model = HistGradientBoostingClassifier(
        max_iter=trees, max_depth=depth, max_leaf_nodes=2**depth, learning_rate=rate, l2_regularization=1,
        early_stopping=False,
    )
began, processor = time.perf_counter(), time.process_time()
model.fit(values[:training], labels[:training])
seconds, processor = time.perf_counter() - began, time.process_time() - processor
said = model.predict_proba(values[training:])[:, 1].astype(np.float64)
print(json.dumps({"version": version, "seconds": seconds, "processor": processor, "said": said.tolist()}))
