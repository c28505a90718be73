package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.WorkMonitor;

/**
 * Training examples on disk, read each time they are needed.
 *
 * @param all the examples
 */
public record StoredExamples(List<StoredExample> all) implements ExampleSet {

	/** Copies the list. */
	public StoredExamples {
		all = List.copyOf(all);
	}

	@Override
	public int size() {
		return all.size();
	}

	@Override
	public TrainingExample get(final int index, final WorkMonitor monitor) throws IOException {
		return all.get(index).read();
	}

	/** @return those in which the vessel is annotated */
	public StoredExamples with(final Vessel vessel) {
		return new StoredExamples(all.stream().filter(one -> one.vessels().contains(vessel)).toList());
	}

	/** @return those of these patients */
	public StoredExamples of(final Set<String> patients) {
		return new StoredExamples(all.stream().filter(one -> patients.contains(one.patient())).toList());
	}

	/** @return checksum of names, patients, keys and vessels: changes if anything is learned from that was not before */
	public String fingerprint() {
		return Fingerprint.of(all.stream().map(one -> one.name() + "\t" + one.patient() + "\t" + one.key() + "\t" + new TreeSet<>(one.vessels())).collect(Collectors.joining("\n")));
	}

	/** @return the patients, in the order of their first scans */
	public List<String> patients() {
		return all.stream().map(StoredExample::patient).distinct().toList();
	}
}
