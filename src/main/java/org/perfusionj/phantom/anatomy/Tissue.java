package org.perfusionj.phantom.anatomy;

/** What a point of the head can be made of. Ordinals are the values of label images. */
public enum Tissue {
	/** Outside the head, and air in sinuses and mastoid cells. */
	AIR,
	/** Fat under the skin and behind the eyes. */
	FAT,
	/** Skin and muscle. */
	SOFT,
	/** Compact bone: the tables of the skull, the skull base. */
	BONE,
	/** Spongy bone between the tables. */
	DIPLOE,
	/** Cerebrospinal fluid of sulci, cisterns and ventricles. */
	CSF,
	/** Cortex and deep grey matter, cerebellar cortex. */
	GREY,
	/** White matter, brain stem. */
	WHITE,
	/** Vitreous body of the eye. */
	EYE,
	/** Falx and tentorium. */
	DURA,
	/** Calcium of falx, pineal gland, plexus and vessel walls. */
	CALCIFICATION,
	/** Choroid plexus: takes up contrast without being brain. */
	PLEXUS;

	/** Number of tissues. */
	public static final int COUNT = values().length;
}
