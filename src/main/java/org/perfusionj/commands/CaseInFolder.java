package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.evaluation.TissueCohort;
import org.perfusionj.evaluation.TissueFolder;
import org.perfusionj.evaluation.TissueNames;
import org.perfusionj.evaluation.TissueScan;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A case of a folder of scans with masks.
 *
 * @param folder of the case
 * @param names what its files are called
 * @param options what the user says about the series
 * @param vessels where AIF and VOF come from
 */
record CaseInFolder(TissueFolder folder, TissueNames names, ReadOptions options, CaseVessels vessels) implements TissueCohort.Case {

	@Override
	public String name() {
		return folder.name();
	}

	@Override
	public TissueScan read(final WorkMonitor monitor) throws IOException {
		return folder.read(folder.content(names, StandardFormats.opener()), options, StandardFormats.opener(), monitor);
	}

	@Override
	public FunctionSources functions(final TissueScan scan, final WorkMonitor monitor) throws IOException {
		return vessels.of(folder.path(), scan.series(), monitor);
	}

	/** @return all that is read, as far as it exists; nothing if the case lacks its series or its lesion or may not be read */
	List<Path> files() {
		final List<Path> files = new ArrayList<>();
		try {
			files.addAll(folder.content(names, StandardFormats.opener()).all());
		}
		catch (final PerfusionException | IOException incomplete) {
			// the comparison says so
			return List.of();
		}
		vessels.files(folder.path()).stream().filter(Files::exists).forEach(files::add);
		return files;
	}

	/** @return the same with checksums */
	List<InputFile> inputs(final WorkMonitor monitor) throws IOException {
		final List<InputFile> inputs = new ArrayList<>();
		final List<Path> files = files();
		for (int i = 0; i < files.size(); i++)
			inputs.addAll(InputFile.allOf("case " + name(), files.get(i).toAbsolutePath(), monitor.part((double) i / files.size(), (i + 1.0) / files.size())));
		return inputs;
	}
}
