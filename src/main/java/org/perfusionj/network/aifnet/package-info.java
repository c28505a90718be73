/** AIFNet (de la Rosa et al., Med. Image Anal. 2021): arterial and venous functions found by a convolutional network. */
package org.perfusionj.network.aifnet;
